"""What readers see of the law: public pages, forms without account, pages behind signed links."""
