"""Where the weights of signals begin that no public text shows.

Natural logarithms of a likelihood ratio, stated and not measured: each site's moderators correct them. Public
collections hold texts, not how long somebody took to type them.
"""

BELIEFS: dict[str, float] = {
    "honeypot": 4.0,  # a person does not see the field; a form filler of a browser sometimes does
    "proof of work": -0.7,
    "proof of work:missing": 2.0,
    "pace:at once": 2.0,
    "pace:faster than typing": 0.8,
    "pace:like a person": -0.3,
    "staff": -3.0,
    "past:author:bad": 1.0,  # times the log-odds of this author's earlier texts
    "past:author:good": -1.0,
    "past:address:bad": 0.5,  # many share a network
    "past:address:good": -0.3,
    "past:host:bad": 0.8,
    "past:host:good": -0.5,
    "host:old friend": -0.5,
    "repeated:1": 1.0,
    "repeated:2": 2.0,
    "repeated:3": 3.0,
    "host:only reputable": -1.5,
    "link:mismatch": 1.5,
    "host:punycode": 0.8,
    "host:shortener": 0.8,
    "disguise:invisible": 1.0,
    "disguise:bidi": 1.0,
    "disguise:lookalikes": 2.0,
    "disguise:leet": 0.8,
    "disguise:spaced": 0.8,
    "disguise:broken": 1.5,
    "disguise:spelt_address": 1.0,
    "language:other": 0.4,
    "language:same": -0.1,
    "article:shared 1": -0.3,
    "article:shared 2": -0.6,
    "article:shared 3": -0.9,
}
