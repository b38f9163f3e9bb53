"""Every way we know in which a page can ask for something else: none may reach it."""

# {url} is a server on this machine. "elders" sends on: a fetcher that follows meets the second page too.
FROM_A_SERVER = {
    "image": '<img alt="x" src="{url}/image">',
    "set of images": '<img alt="x" srcset="{url}/srcset 2x" src="{url}/set">',
    "input": '<input type="image" alt="x" src="{url}/input">',
    "video": '<video src="{url}/video" poster="{url}/poster"></video>',
    "object": '<object data="{url}/object"></object>',
    "embed": '<embed src="{url}/embed">',
    "iframe": '<iframe src="{url}/iframe"></iframe>',
    "stylesheet": '<link rel="stylesheet" href="{url}/stylesheet">',
    "import": '<style>@import url("{url}/import");</style>',
    "background": '<p style="background: url({url}/background)">tekst</p>',
    "list image": '<ul style="list-style-image: url({url}/list)"><li>tekst</li></ul>',
    "border": '<p style="border: 1px solid; border-image: url({url}/border) 30 round">tekst</p>',
    "content": '<style>b::before {{ content: url("{url}/content") }}</style><b>tekst</b>',
    "font": '<style>@font-face {{ font-family: x; src: url("{url}/font") }}</style>',
    "svg image": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<title>x</title><image href="{url}/svg" width="9" height="9"/></svg>',
    "svg xlink": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<title>x</title><image xlink:href="{url}/xlink" width="9" height="9"/></svg>',
    "svg use": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<title>x</title><use href="{url}/use#x"/></svg>',
    "svg in data": '<img alt="x" src="data:image/svg+xml,'
    "&lt;svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'&gt;"
    "&lt;image href='{url}/data' width='9' height='9'/&gt;&lt;/svg&gt;\">",
    "attached file": '<link rel="attachment" href="{url}/attachment">',
    "attached link": '<a rel="attachment" href="{url}/attached">bijlage</a>',
    "redirect": '<img alt="x" src="{url}/elders/redirected">',
    "base": '<base href="{url}/base/"><img alt="x" src="image">',
    "refresh": '<meta http-equiv="refresh" content="0; url={url}/refresh">',
    "script": '<script src="{url}/script"></script>',
    "xinclude": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/xinclude"/>',
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "{url}/entity">]><p>&e;</p>',
}
# {url} is a file: of text, or where it is to be shown a picture.
FROM_THE_MACHINE = {
    "image": '<img alt="x" src="{url}.png">',
    "content": '<style>i::before {{ content: url("{url}.png") }}</style><i>tekst</i>',
    "object": '<object data="{url}.png"></object>',
    "stylesheet": '<link rel="stylesheet" href="{url}.css">',
    "import": '<style>@import url("{url}.css");</style>',
    "attached file": '<link rel="attachment" href="{url}">',
    "attached link": '<a rel="attachment" href="{url}">bijlage</a>',
    "password file": '<a rel="attachment" href="file:///etc/passwd">bijlage</a>',
    "iframe": '<iframe src="{url}"></iframe>',
    "xinclude": '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="{url}"/>',
    "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]><p>&e;</p>',
}
PAGE = '<html lang="nl"><head><title>Proef</title></head><body><h1>Proef</h1>{}</body></html>'


def page_with(payloads: dict[str, str], url: str) -> str:
    return PAGE.format("\n".join(payload.format(url=url) for payload in payloads.values()))
