"""Our figures against the sets' own scorers, on a few visible records."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from khaldun.evaluate.article_text import ArticleText
from khaldun.evaluate.ecbplus import EcbPlus
from khaldun.evaluate.gva_incidents import GvaIncidents
from khaldun.evaluate.incidents import Incidents
from khaldun.evaluate.muc4 import Muc4
from khaldun.evaluate.polnear import Polnear
from khaldun.evaluate.timex import Timex
from khaldun.evaluate.wikievents import WikiEvents
from tests.conftest import bench
from tests.evaluate.official import blind, compare, same, some

pytestmark = pytest.mark.bench


def official(set_: str, *arguments: Path):
    script = bench(set_).parent / "score.py"
    command = [sys.executable, str(script), *map(str, arguments)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def write(path: Path, rows) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_incidents(line, tmp_path):
    ours, theirs = compare(Incidents(), some("incidents", "dev.jsonl"), line, tmp_path)
    told = theirs["incidents"]
    pairs = [("incidents F1", told["f1"]), ("incidents precision", told["precision"])]
    fields = [(f"{name} right", value) for name, value in theirs["fields of found incidents"].items()]
    same(ours, [*pairs, ("incidents recall", told["recall"]), *fields])


def test_timex(line, tmp_path):
    ours, theirs = compare(Timex(), some("timex", "tbaq.jsonl", every=8), line, tmp_path)
    same(ours, [(f"{name} F1", theirs[name]["f1"]) for name in ("value", "type", "relaxed", "strict")])


def test_timex_with_partly_annotated_texts(line, tmp_path):
    ours, theirs = compare(Timex(), some("timex", "meantime.jsonl", every=2), line, tmp_path)
    same(ours, [(f"{name} F1", theirs[name]["f1"]) for name in ("value", "type", "relaxed", "strict")])


def test_polnear(line, tmp_path):
    ours, theirs = compare(Polnear(), some("polnear", "dev.jsonl", every=16), line, tmp_path)
    tokens = [(f"{role} token F1", theirs["tokens"][role]["f1"]) for role in ("source", "cue", "content")]
    found = ("attributions found F1", theirs["attributions_found"]["f1"])
    same(ours, [("source attached", theirs["source_attached"][2]), found, *tokens])


def test_wikievents(line, tmp_path):
    ours, theirs = compare(WikiEvents(), some("wikievents", "dev.jsonl", every=4), line, tmp_path)
    names = {"trigger": "trigger", "first level": "trigger_first_level", "type": "trigger_full_type"}
    names |= {"argument span": "argument_span", "argument role": "argument_role"}
    same(ours, [(f"{name} F1", theirs[key]["f1"]) for name, key in names.items()])


def test_muc4(line, tmp_path):
    records = some("muc4", "dev.jsonl", every=7)
    task = Muc4()
    made = list(task.predict(records, line))
    files = write(tmp_path / "made.jsonl", made), write(tmp_path / "gold.jsonl", records)
    theirs = official("muc4", *files, Path("--json"))
    ours = task.score(made, records)
    names = {"all slots F1": "all_slots", "templates F1": "templates", "relevant reports F1": "doc_relevance"}
    slots = ("type", "date", "location", "perp_org", "phys_target", "hum_target_name", "hum_target_desc")
    pairs = [(name, theirs[key]["f1"]) for name, key in names.items()]
    pairs += [(f"{slot} F1", theirs["slots"][slot]["f1"]) for slot in slots]
    pairs += [("role fillers F1", theirs["roles_doc_level_micro"]["f1"])]
    paired = {"date right": "date_exact", "country right": "country"}
    shares = [(f"{name} in paired templates", right(theirs["aligned"][key])) for name, key in paired.items()]
    same(ours, [*pairs, *shares, ("CEAF-REE F1", theirs["ceaf_ree"]["micro"]["f1"])])


def right(counted):
    """The share that a pair of counts, right ones and all, tells."""
    return counted[0] / counted[1]


def test_muc4_templates_of_the_key_itself_score_full(tmp_path):
    """Fills of every kind, dates and places included, that the line may never give."""
    records = some("muc4", "dev.jsonl", every=3)
    made = [{"docid": r["docid"], "templates": [_as_ours(key) for key in r["templates"]]} for r in records]
    files = write(tmp_path / "made.jsonl", made), write(tmp_path / "gold.jsonl", records)
    theirs, ours = official("muc4", *files, Path("--json")), Muc4().score(made, records)
    assert ours["all slots F1"] > 0.9
    pairs = [(f"{slot} F1", theirs["slots"][slot]["f1"]) for slot in ("date", "location", "hum_target_name")]
    same(ours, [("all slots F1", theirs["all_slots"]["f1"]), *pairs])


def _as_ours(key):
    fills = {slot: [fill["values"][0] for fill in told] for slot, told in key.items() if _is_fills(told)}
    alt = (key["date"] or {"alts": [{}]})["alts"][0]
    day = {"start": alt.get("start"), "end": alt.get("end")}
    path = (key["location"] or {"alts": [[]]})["alts"][0]
    steps = [place["name"] for step in path for place in (step if isinstance(step, list) else [step])]
    where = {"country": steps[0], "places": steps[1:]} if steps else None
    plain = {slot: key[slot][0] for slot in ("type", "stage", "perp_category") if key[slot]}
    return fills | plain | {"date": day, "location": where}


def _is_fills(told) -> bool:
    return isinstance(told, list) and bool(told) and isinstance(told[0], dict) and "values" in told[0]


@pytest.mark.parametrize("file", ["bodies.jsonl", "snippets.jsonl"])
def test_article_text(line, tmp_path, file):
    records, task = some("article_text", file)[:15], ArticleText(bench("article_text"))
    made = list(task.predict(records, line))
    theirs = official("article_text", write(tmp_path / "made.jsonl", made), write(tmp_path / "gold.jsonl", records))
    names = ("precision", "recall") if file == "bodies.jsonl" else ("p", "r")
    pairs = zip(("precision", "recall"), (theirs[name] for name in names), strict=True)
    same(task.score(made, records), [("F1", theirs["f1"]), *pairs])


def test_gva_incidents(line, tmp_path):
    folder = bench("gva_incidents")
    records, task = some("gva_incidents", "docs.jsonl")[:25], GvaIncidents(folder)
    made = list(task.predict(records, line))
    write(tmp_path / "docs.jsonl", records)
    for name in ("incidents.jsonl", "near_pairs.jsonl"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    theirs, ours = official("gva_incidents", write(tmp_path / "made.jsonl", made), tmp_path), task.score(made, records)
    whole, told = theirs["linking_all"], theirs["fields_per_report"]
    linking = [("linking B3", whole["b3"]["f1"]), ("linking pairwise F1", whole["pairwise"]["f1"])]
    linking += [("linking CoNLL F1", whole["conll_f1"])]
    fields = [("date exact", told["date"]["exact"]), ("date within a day", told["date"]["within_1_day"])]
    fields += [(f"{name} right", told[name]["right"]) for name in ("city", "state")]
    fields += [(f"{name} exact", told[name]["exact"]) for name in ("killed", "injured")]
    places = [(f"place within {n} km", told["place"][f"acc@{n}km"]) for n in (25, 161)]
    same(ours, [*linking, *fields, *places])


def test_ecbplus(line, tmp_path):
    records = some("ecbplus", "dev.jsonl")
    for record in records:
        for number, mention in enumerate(record["events"]):
            mention["mid"] = f"{record['docid']}#{number}"
    ours, theirs = compare(EcbPlus(), records, line, tmp_path)
    documents, mentions = theirs["documents"], theirs["mentions"]
    pairs = [("documents B3", documents["b3"]["f1"]), ("documents pairwise F1", documents["pairwise"]["f1"])]
    same(ours, [*pairs, ("documents CoNLL F1", documents["conll_f1"]), ("mentions CoNLL F1", mentions["conll_f1"])])


def test_gold_fields_are_not_looked_at(line):
    records = some("wikievents", "dev.jsonl")[:2]
    assert list(WikiEvents().predict(records, line)) == list(WikiEvents().predict(blind(records, "events"), line))
    records = some("muc4", "dev.jsonl")[:3]
    assert list(Muc4().predict(records, line)) == list(Muc4().predict(blind(records, "templates", "ree"), line))
    records = some("gva_incidents", "docs.jsonl")[:5]
    assert list(GvaIncidents().predict(records, line)) == list(GvaIncidents().predict(blind(records, "incident"), line))
