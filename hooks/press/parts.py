"""Parts: pieces of pages that are the same on many, rendered once a build.

`{% call once(key, …) %}…{% endcall %}` in a template renders what stands in it, and gives the same text again wherever all
keys are the same. The keys must name everything that the part reads, its own name first. Addresses need none: a part is
rendered anew where one of those that it got from the filter `url` comes out differently. `{{ each(name, items, macro) }}` does the
same for each of many items. Without a press, `once` is `caller()`, and `each` a loop that calls the macro.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any

from .addresses import Addresses

MOST = 6_000
"""Parts that are kept at once, of some 2 KB each: of a large site the oldest go, and are rendered again where they are asked for."""


class Parts:
    """The parts of one build, `most` at once: by their keys, each text with the addresses in it, what was used last in front."""

    def __init__(self, addresses: Addresses, most: int = MOST) -> None:
        self._addresses, self._most = addresses, most
        self._kept: defaultdict[tuple[Hashable, ...], list[tuple[list[tuple[str, str]], str]]] = defaultdict(list)

    def once(self, *keys: Hashable, caller: Callable[[], str]) -> str:
        """The text of a part. Raises TypeError for a key that cannot be one."""
        relative = self._addresses.relative
        kept = self._kept[keys]
        for n, (asked, text) in enumerate(kept):
            for address, answer in asked:
                if relative(address) != answer:
                    break
            else:
                if n:
                    kept.insert(0, kept.pop(n))
                return text
        with self._addresses.watched() as seen:
            text = caller()
        kept.insert(0, ([*seen.items()], text))
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return text

    def each(self, name: Hashable, items: Iterable[Any], render: Callable[[Any], str], by: str = "url") -> str:
        """The texts of one part for each of some items, which differ in what their attribute `by` says."""
        return "".join([self.once(name, getattr(item, by), caller=partial(render, item)) for item in items])
