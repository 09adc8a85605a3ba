"""What stands written into readers' pages to be run or followed, and how their content policy knows it."""

import base64
import hashlib

# First the reader's choices of light or dark and of the text's size, from this browser alone. In the page,
# because as a file of its own it held up the first paint by 0.1 s on a telephone, and later the page would
# flash. Where storage is off, the page is as the system wants it.
# Then what waits: whatever a page has in a `<template data-then>` is put in its place once the page was
# loaded and something was painted; after 3 s where the browser does not tell. Scripts, icons, the manifest
# and the styles of the debate would share the line with the lead picture. `<noscript data-then>` is for what
# is there without scripts as well: forms that nobody sees at first, because for the fields of a page that has
# come Chromium's autofill lays it out at once, before its style sheet is there, and it has to be laid out
# twice (docs/benchmarks/reading.md). What else bears `data-then` has stood in for it, and goes. Whoever comes
# for a comment, by an address with a fragment, finds it in its place at once.
FIRST_SCRIPT = (
    'try{for(const n of["scheme","size"]){const v=localStorage.getItem("presswerk."+n);'
    "if(v)document.documentElement.dataset[n]=v}}catch{}"
    '{const f=()=>document.querySelectorAll("[data-then]").forEach(t=>t.replaceWith('
    "t.content||document.createRange().createContextualFragment(t.textContent)));"
    'location.hash?addEventListener("DOMContentLoaded",f):'
    'onload=()=>{setTimeout(f,3e3);new PerformanceObserver(f).observe({type:"paint",buffered:true})}}'
)
# What a browser may fetch before the next click: ready pages of this host, when the pointer rests on their
# link or a finger goes down (WICG, "Speculation Rules"). Nothing that is made for one person or asks the
# database: no search, none of a debate's forms, no file.
NEXT_CLICK = (
    '{"prefetch":[{"where":{"selector_matches":"a[href^=\'/\']:not(#comments *,[href^=\'//\'],[href*=\'?\'],'
    "[href*='/feed'],[href^='/media'],[href^='/documents'],[rel~=nofollow],[type],[download])\"},"
    '"eagerness":"moderate"}]}'
)


def source_of(text: str) -> str:
    """The source in a content policy that permits these very characters (CSP level 3, 2.3.1, hash-source)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# Both by hash: beside a hash, browsers pass over the keyword 'inline-speculation-rules'.
SOURCES = (source_of(FIRST_SCRIPT), source_of(NEXT_CLICK))
