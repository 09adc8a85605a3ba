"""What the accounts add to the editor: invitations, other people's sessions, a rule on the groups' screen."""
