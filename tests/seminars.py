"""Pages that share lines which nobody listed as furniture."""

from __future__ import annotations

from cstonews.dumps import Dump, decode

PLACES = ("Minsk", "Astana", "Bishkek", "Dushanbe", "Yerevan", "Moscow", "Osh", "Almaty")
FOOTER = "Portal of the member states"


def page(place: str, footer: str = FOOTER) -> Dump:
    title = f"A seminar for the rescue services was opened in {place}"
    text = (
        f"Homepage of the bloc\n\n{title}\n\n{title} 05.02.2024\n\n"
        f"On 5 February 2024, a seminar for the rescue services of five states began in {place}. "
        f"It is the first one in {place}.\n\nThe guests saw the rescue centre of {place}.\n\n"
        f"{footer}\n"
    )
    return decode(text.encode(), place)
