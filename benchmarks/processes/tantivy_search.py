"""The best 20 of a tantivy index, a line each: python tantivy_search.py FOLDER WORDS"""

import sys

import tantivy

folder, words = sys.argv[1:]
index = tantivy.Index.open(folder)
searcher = index.searcher()
query = index.parse_query(words, ["title", "body"], conjunction_by_default=True)
found = searcher.search(query, 20)
for _, address in found.hits:
    row = searcher.doc(address)
    print(row["handle"][0], row["date"][0], row["title"][0], row["body"][0][:300], sep="  ")
print(found.count, file=sys.stderr)
