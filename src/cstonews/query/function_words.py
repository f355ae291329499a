"""Words that hold a sentence together and say nothing of what it is about."""

from __future__ import annotations

_WORDS = """
a an the this that these those it its he she they them his her their we us our you your
i of in on at to for with by from into about over under between during after before and
or but not nor as if than then so no is are was were be been being am do does did has
have had will would can could might must say says said
come comes came what which who whom whose how when where why there here
 и в во на с со о об обо от до из изо к ко по за для при у над под между
без через а но или ни не ли бы же то так тоже также если чем это этот эта эти этого этой
этом того тот та те он она оно они его ее её их ему ей им был была было были быть есть
что как где когда кто какой какая какие который которая которые почему зачем чей
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
