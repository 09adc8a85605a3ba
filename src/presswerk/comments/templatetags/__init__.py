"""What templates of comments may call."""
