"""Abbreviations behind whose full stop a sentence goes on, in the languages of documentation."""

from __future__ import annotations

__all__ = ["ABBREVIATIONS"]

ABBREVIATIONS = frozenset(
    # English
    "e.g i.e vs etc cf al approx inc ltd corp co no nos fig figs vol sec ch pp ed eds mr mrs ms dr prof st jr sr dept "
    "est jan feb mar apr jun jul aug sep sept oct nov dec max min incl excl misc "
    # German, Dutch, Scandinavian
    "z.b d.h u.a u.ä o.ä bzw usw ca nr ggf evtl inkl exkl vgl bsp bspw sog abs abschn str tel zzgl zz u.u i.d.r s.o "
    "s.u bijv bv enz d.w.z o.a m.b.t t.o.v m.i.v i.p.v resp evt incl f.eks bl.a osv f.x t.ex d.v.s m.fl m.m jf ev "
    # Romance
    "p.ex p.ej ej ex por.ej sra dra ud uds pág págs núm art tel av n.º nº ecc ad.es es sig dott m mm mme ss env "
    # Baltic, Slavic
    "piem u.c utt u.tml t.i t.sk plkst lpp pvz t.y pan ir.kt np tzn tj m.in itp itd nr ul godz ok "
    "např atd tzv apod č str obr příp resp popř napr atď tzv "
    "т.е т.д т.п т.ч напр см др пр руб стр рис табл ред г гг в вв тис млн млрд див ін обл "
    # Finnish, Hungarian, Greek, Turkish, others
    "esim jne ns ym mm ts eli pl stb ill kb ún vö ui uo "
    "π.χ κ.λπ κ.ά δηλ βλ σελ αρ "
    "örn vb vs bkz mis dll dsb dst tsb v.v vd tp".split()
)
"""In small letters, without the full stop at the end."""
