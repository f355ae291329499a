"""Ready-made rows into a tantivy index: python tantivy_load.py ROWS FOLDER THREADS

THREADS is 0 for as many as tantivy chooses.
"""

import json
import sys

import tantivy

rows, folder, threads = sys.argv[1:]
builder = tantivy.SchemaBuilder()
builder.add_text_field("handle", stored=True, tokenizer_name="raw")
builder.add_text_field("date", stored=True, tokenizer_name="raw")
builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
index = tantivy.Index(builder.build(), path=folder)
writer = index.writer(num_threads=int(threads))
FIELDS = ("handle", "date", "title", "body")
with open(rows, encoding="utf-8") as file:
    for line in file:
        row = json.loads(line)
        document = tantivy.Document()
        for field in FIELDS:
            document.add_text(field, row[field] or "")
        writer.add_document(document)
writer.commit()
writer.wait_merging_threads()
