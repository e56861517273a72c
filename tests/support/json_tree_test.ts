import assert from "node:assert/strict";
import { documentOf, fieldOf, itemsOf, textOf, writtenOf } from "./json_tree.ts";

function rootOf(text: string) {
  const found = documentOf(text);
  assert.ok(found, `not read: ${text}`);
  return found.root;
}

Deno.test("documentOf() keeps every token as it was written", () => {
  const text = '{"b":[1.0,-0,1e3,12345678901234567890],"2":"\\u00e9\\"\\\\","b":null,"":{},"c":[]}';
  assert.equal(writtenOf(rootOf(text)), text);
});

Deno.test("documentOf() tells white space apart from tokens", () => {
  const wide = documentOf(' { "a" : [ 1 , 2 ] }\n');
  const tight = documentOf('{"a":[1,2]}');
  assert.ok(wide && tight);
  assert.deepEqual(wide.root, tight.root);
  assert.notEqual(wide.gaps, tight.gaps);
});

Deno.test("documentOf() takes nothing that is cut off or has more behind it", () => {
  for (const text of ["", "{", '{"a"', '{"a":', "[1,", '"a', "{} {}", "]", '{"a":}']) {
    assert.equal(documentOf(text), undefined, text);
  }
});

Deno.test("a field is the last of its name", () => {
  const root = rootOf('{"a":"one","\\u0061":"two","list":["x"]}');
  assert.equal(textOf(fieldOf(root, "a")), "two");
  assert.equal(textOf(itemsOf(fieldOf(root, "list"))[0]), "x");
  assert.equal(fieldOf(root, "none"), undefined);
});
