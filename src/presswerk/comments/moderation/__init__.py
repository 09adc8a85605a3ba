"""The desk: the moderators' queue, their decisions, lists and bans, scores for harm, statistics."""
