"""numpy multiplies for the line's model where it keeps to one thread, and never for the bare one."""

from __future__ import annotations

import pytest

from khaldun.annotate import language_model, products


def hands(model):
    return {layer.ops.use_blis for layer in model.get_pipe("parser").model.walk()}


@pytest.mark.parametrize(("granted", "own"), [(True, {False}), (False, {True})])
def test_numpy_multiplies_on_one_thread_alone(monkeypatch, granted, own):
    monkeypatch.setattr(products, "_granted", granted)
    model = language_model.bare()
    products.by_numpy(model)
    assert hands(model) == own
    assert hands(language_model.bare()) == {True}


def test_the_answers_are_the_same(monkeypatch):
    text = "Gunmen shot two farmers near Kandahar on Monday, and the governor blamed the rebels."
    plain, quick = language_model.bare(), language_model.bare()
    monkeypatch.setattr(products, "_granted", True)
    products.by_numpy(quick)
    one, other = plain(text), quick(text)
    assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in one] == [
        (t.tag_, t.dep_, t.head.i, t.ent_type_) for t in other
    ]


def test_a_loaded_numpy_of_several_threads_is_left_alone(monkeypatch):
    import numpy  # noqa: F401

    monkeypatch.setattr(products, "_granted", None)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    assert not products.on_one_thread()
    monkeypatch.setattr(products, "_granted", None)
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert products.on_one_thread()
