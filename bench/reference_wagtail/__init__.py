"""A stock Wagtail site that holds the demo newspaper's articles, to measure our own rendering against.

It is written as the Wagtail manual teaches it, by somebody who knows it well: pages with a StreamField of
stock blocks, `{% image %}`, `|richtext`, `{% pageurl %}`, menus and breadcrumbs from the page tree, an author
as a snippet, tags by taggit, comments by the plain ORM with their replies prefetched. What the manual
recommends for speed is there: `select_related` and `prefetch_renditions` in lists, the cached template
loader, no debugging, and Wagtail's own caches of site roots stay warm between requests.

What stands on its article page is what stands on ours, under the same words: head with Open Graph and
JSON-LD, masthead with two menus, breadcrumb, byline, lead picture, contents, body, topics, author, six
related articles, what to read next, footer. It does less than ours in this: one language; `{% image %}` gives
each picture in one size (`WAGTAIL_PICTURES=picture` makes it `{% picture %}` with the sizes and formats that
ours shows); no reading time, no corrections; rich text is not cleaned on its way out; nothing is collected
for a store of ready pages; and it knows no recordings, embeds and downloads in a body (the articles that are
measured have none). Its ten comments in four threads stand there and nothing else: no form, no votes, no
permalinks, no reporting, all of which stand below ours.

Middleware: the same classes as ours for the headers, WhiteNoise, GZip and conditional requests. Django's
LocaleMiddleware stands in for our editions, Wagtail's redirects are stock; neither side has sessions,
authentication or messages on a reader's page, which a stock site usually has.
"""
