"""What a new newspaper begins with: legal grounds and house rules, in German and English. The publisher edits
both; a migration brings them."""
