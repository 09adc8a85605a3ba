"""Whoever waits for a turn lets others come in between."""

import asyncio
from itertools import pairwise

from presswerk.bake.front.turns import Turns


def test_somebody_alone_does_not_wait():
    async def rounds_of_one() -> int:
        turns, rounds = Turns(), 0

        def count() -> None:
            nonlocal rounds
            rounds += 1

        asyncio.get_running_loop().call_soon(count)
        await turns.take()
        return rounds

    assert asyncio.run(rounds_of_one()) == 0


def test_of_many_at_once_one_goes_in_each_round_in_their_order():
    async def told() -> list[str]:
        loop, turns, done = asyncio.get_running_loop(), Turns(), []

        async def one(name: str) -> None:
            await turns.take()
            done.append(name)

        def tick() -> None:
            done.append("-")
            if len(done) < 40:
                loop.call_soon(tick)

        tasks = [loop.create_task(one(name)) for name in "abcde"]
        loop.call_soon(tick)
        await asyncio.gather(*tasks)
        return done

    done = asyncio.run(told())
    assert [name for name in done if name != "-"] == list("abcde")
    assert all("-" in pair for pair in pairwise(done)), done


def test_who_has_left_takes_nobodys_turn():
    async def last_one_comes() -> bool:
        loop, turns = asyncio.get_running_loop(), Turns()
        await turns.take()
        leaving = [loop.create_task(turns.take()) for _ in range(3)]
        staying = loop.create_task(turns.take())
        await asyncio.sleep(0)
        for task in leaving:
            task.cancel()
        await asyncio.wait_for(staying, 5)
        await turns.take()
        return True

    assert asyncio.run(last_one_comes())
