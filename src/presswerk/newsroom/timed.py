"""What the newsroom asks of the clock."""

from datetime import timedelta

from presswerk import jobs
from presswerk.bake.changing import forget_old
from presswerk.newsroom import tinting
from presswerk.newsroom.actions import scheduling, showing

# The timed jobs do it to the second; this catches what a lost one would leave.
_SAFETY_NET = timedelta(minutes=1)
_LOOK_OVER = timedelta(hours=1)


def register() -> None:
    """Tell the scheduler; called once when Django starts."""
    jobs.timed(scheduling.DUE)(scheduling.run_due_in_turns)
    jobs.every("newsroom: publish and expire what is due", _SAFETY_NET, scheduling.run_due)
    jobs.every("newsroom: look over shown pictures", _LOOK_OVER, showing.look_over)
    jobs.every("newsroom: tints of pictures without one", _LOOK_OVER, tinting.remember_missing)
    jobs.every("bake: forget old purges", "daily 04:30", forget_old)
