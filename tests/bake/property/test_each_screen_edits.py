"""Each screen takes what the random edits send, so that they are edits and not refusals."""

import pytest

# For each screen numbers with which it has something to do.
STEPS = [
    *[("screen_new_article", 0, 0, 1), ("screen_new_article", 0, 1, 0)],
    *[("screen_edit_article", 1, b, 1) for b in range(5)],
    *[("screen_revert", 1, 0, 0), ("screen_moderate", 2, 0, 1), ("screen_moderate", 2, 0, 0)],
    *[("screen_copy", 1, 0, 1), ("screen_copy", 2, 1, 1), ("screen_copy", 2, 1, 2)],
    *[("screen_move", 1, 1, 1), ("screen_move", 2, 0, 3)],
    *[("screen_edit_section", 0, 1, c) for c in range(4)],
    *[("screen_edit_plain_page", 0, 1, 0), ("screen_pin", 0, 0, 0), ("screen_pin", 1, 1, 1)],
    *[("screen_privacy", 1, 0, c) for c in range(3)],
    *[("screen_edit_author", 0, 1, c) for c in range(3)],
    *[("screen_edit_topic", 0, 1, c) for c in (0, 1, 2)],
    *[("screen_edit_picture", 0, 1, c) for c in (1, 2, 3, 0)],
    *[("screen_edit_document", 0, 0, 1), ("screen_edit_document", 0, 0, 0)],
    *[("screen_edit_menu", 0, 0, c) for c in (1, 2, 0)],
    *[("screen_edit_settings", 0, 1, 1), ("screen_change_host", 0, 0, 0)],
    *[("screen_redirect", 0, 0, c) for c in (2, 1, 0)],
    *[("screen_take_back", 0, 2, 1), ("screen_take_back", 0, 0, 2), ("screen_take_back", 0, 3, 0)],
    *[("screen_many", 0, 1, c) for c in range(4)],
    *[("comment_approved", 0, 0, 0), ("comment_approved", 0, 0, 1), ("comment_approved", 0, 1, 0)],
    *[("screen_judge_comment", 0, 0, c) for c in range(7)],
    *[("screen_comment_rules", 0, b, b + 1) for b in range(3)],
    *[("screen_decide_report", 0, 0, 0), ("screen_decide_report", 0, 1, 1)],
    ("screen_comment_settings", 0, 0, 1),
]


@pytest.mark.both_databases
def test_each_screen_takes_what_is_sent_and_all_pages_follow(copies):
    from tests.bake.property.edits import EDITS
    from tests.bake.property.machine import Sequence

    screens = {kind for kind in EDITS if kind.startswith("screen_")}
    assert screens == {step[0] for step in STEPS} & screens
    sequence = Sequence(copies, nodes=1)
    idle = []
    try:
        for step in STEPS:
            before = sequence.desk.taken
            sequence.make([step])
            if step[0] in screens and sequence.desk.taken == before:
                idle.append(step)
        assert not [*sequence.desk.refused, *idle]
    finally:
        sequence.close()
