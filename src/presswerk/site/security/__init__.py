"""What stands between the network and the views: the client's address, headers, and the way in for staff."""
