"""The evidence that a reading is scored on, in one table, with a reason for each weight.

A weight is a rough log-odds, in favour of a label, against the line being text that
is not understood (``unclassified``), which is the zero line: a reading that earns
nothing is not claimed. Weights add up along a page; the path with the most wins.
Found by hand on pages of every layout; ``tests/split/test_gold.py`` says what a change does.
"""

from __future__ import annotations

NEVER = float("-inf")

# A date line -----------------------------------------------------------------------------
DATE_ALONE = 3.0  # the site prints a date alone on its line only before a teaser or a body
DATE_IMPOSSIBLE = 1.5  # a misprint in its place is a date line still, though it dates nothing
DATE_NEWEST_FIRST = 0.7  # sidebars run newest first
DATE_OUT_OF_ORDER = -2.0  # a later date below an earlier one starts another list at best
DATE_WITHOUT_TEXT = -4.0  # a teaser has words

# A teaser --------------------------------------------------------------------------------
TEASER_SENTENCE = 0.8  # a teaser is prose: whole sentences …
TEASER_NO_SENTENCE = -1.3  # … even if some are headlines without a period
TEASER_DATED = 1.0  # a text right below a date line
TEASER_SHORT = -2.0  # under 40 characters it says nothing
TEASER_LONG = -1.5  # over 1200 characters it is no teaser
TEASER_WHEN = 0.6  # news opens with when it happened
TEASER_SALUTATION = -3.0  # nobody is addressed in a sidebar
TEASER_LEANS_BACK = -0.5  # "They …", "The participants …" go on with something
TEASER_ECHO = 0.4  # the same text stands elsewhere in the dump: sidebars repeat, and rarely pages
TEASER_IMAGE = -2.0  # an image's name opens a body, not a teaser
TEASER_OPENS_LOW = -2.5  # an item opens with a capital, a figure or a quotation
TEASER_GAP = {0: 0.0, 1: -0.8, 2: 0.8}  # undated teasers are parted by two blank lines
TEASER_CROWDED = -2.0  # the site's sidebar holds five items
SIDEBAR_SIZE = 5

# A further paragraph of a teaser ---------------------------------------------------------
MORE_SENTENCE = 0.2
MORE_GAP = {0: -0.4, 1: 0.5, 2: -1.5}  # paragraphs of one teaser are parted by one blank line
MORE_LEANS_BACK = 0.8  # "The press services …", "He …" lean on a sentence before them
MORE_WHEN = -0.6  # a date in the first words is an opening
MORE_THIRD = -1.5  # a teaser has one or two paragraphs

# A title and its summary in a listing ----------------------------------------------------
LISTED_TITLE = 0.5  # no end of a sentence
LISTED_NO_TITLE = -3.0
LISTED_KINSHIP = 1.2  # times the share of words that a title has in common with its text
LISTED_SUMMARY = 0.3
LISTED_FIRST = -1.5  # one pair is an article sooner than a listing
LISTED_AGAIN = 0.7  # the more pairs, the more it is a listing
LISTED_LONG = -2.0  # a summary is short

# The title of an article -----------------------------------------------------------------
TITLE_NO_PERIOD = 1.2
TITLE_PERIOD = -2.0  # titles that end in a period exist, but are rare
TITLE_ENDS_OPEN = -6.0  # a comma or a semicolon goes on
TITLE_LENGTH = -2.5  # under 12 or over 320 characters
TITLE_OPENS_LOW = -8.0
TITLE_KINSHIP = 2.5  # times the share of words that a title has in common with its text
TITLE_STRANGE = -1.5  # nothing in common with the text below it
TITLE_IMAGE = 2.5  # an image stands between a title and its text
TITLE_DATED_BODY = 3.0  # the date glued to the first paragraph below it
TITLE_OWN_DATE = 2.0  # a date behind words that are no sentence
TITLE_IS_REPEAT = -4.0  # what repeats the line above is its second printing
TITLE_ALONE = -1.0  # nothing below it
TITLE_CUT = -3.0  # the last words of a dump are a cut paragraph sooner than a title
TITLE_NO_TEXT = -2.5  # no paragraph below it
TITLE_SALUTATION = 3.0  # a speech: "Dear colleagues!"
TITLE_DATE_BELOW = 1.0  # the site prints the date below a title that it does not repeat
TITLE_TELLS_WHEN = 0.5  # the text below opens with when it happened
REPEATED_WITH_DATE = 9.0  # the site prints the title again with the date: nothing else looks so
REPEATED = 5.0
REPEATED_CUT = 5.0  # the same, cut by the end of the dump

# The body of an article ------------------------------------------------------------------
BODY_SENTENCE = 0.35  # prose below a title
BODY_DATE_LINE = -4.0  # a date alone is no paragraph
BODY_ECHO = 1.5  # the body opens with the words of its teaser
BODY_LEADING_DATE = 2.0  # the first paragraph has the date glued to it
BODY_FURNITURE = -3.0
ASIDE = 1.5  # a byline, an image's name, a download between or below paragraphs
ASIDE_FURNITURE = -1.0

# What the site prints on every page ------------------------------------------------------
FURNITURE = 3.0
RULE = 1.0
LEARNT_FURNITURE = 2.0  # a short line at the edges of many different dumps …
LEARNT_IS_NO_TEXT = -2.0  # … is rarely a title or a paragraph, too

# From one label to the next --------------------------------------------------------------
LEAVE_UNCLASSIFIED = -0.5
ENTER_UNCLASSIFIED = -3.0  # pages are not made of scraps
SIDEBAR_ENDS_IN_FURNITURE = -1.0
SIDEBAR_CHANGES = -3.0  # dated and undated teasers, or teasers and listings, do not mix
SIDEBAR_GETS_DATES = -6.0  # a date line below undated teasers is that of the article
NEW_PAGE = -4.0  # another page without the furniture that closes one …
NEW_TITLE_ONCE = -4.0  # … or with a title that neither a repetition nor a date marks …
NEW_SIDEBAR = -12.0  # … and without a date line: paragraphs of a body look the same
NEW_PAGE_AFTER_CUT = 2.5  # a text that broke off in a sentence was the end of a page
TITLE_TO_FURNITURE = -3.0
END_IN_SIDEBAR = -0.5  # pages are cut in the article more often than before it
