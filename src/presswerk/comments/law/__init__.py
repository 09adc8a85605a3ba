"""What the law asks of a host of comments: reports, statements, complaints, rights, retention."""
