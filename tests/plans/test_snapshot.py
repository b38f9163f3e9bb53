from dataclasses import replace

import pytest

from plans.snapshot import canonical, fingerprint, from_json, to_json
from tests.plans.secret_words import plan_of_words


def test_plan_comes_back_from_its_snapshot_as_it_was():
    plan, _ = plan_of_words()
    plan = replace(plan, vision="Één\n“visie” \u2028 met \x1f en 👍", incidents=None)

    assert from_json(to_json(plan)) == plan


def test_same_plan_gives_the_same_text_whatever_the_order():
    assert canonical({"b": 1, "a": [2, "é"]}) == canonical({"a": [2, "é"], "b": 1}) == '{"a":[2,"é"],"b":1}'


def test_fingerprint_is_that_of_the_utf8_text():
    assert fingerprint("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


@pytest.mark.parametrize("damage", [("vision", "visions"), ('"school"', '"scholl"')])
def test_snapshot_with_another_field_is_refused(damage):
    plan, _ = plan_of_words()

    with pytest.raises(Exception, match="PlanDocument"):
        from_json(to_json(plan).replace(*damage, 1))
