import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { idOf, md5, sha256 } from "./digest.ts";

Deno.test("sha256() and md5() give the published digests", () => {
  assert.equal(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert.equal(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  assert.equal(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
});

Deno.test("a text has the digest of its UTF-8, and a view that of its own bytes", () => {
  const bytes = Buffer.from("xé中😀y");
  for (const digest of [sha256, md5]) {
    assert.equal(digest("é中😀"), digest(bytes.subarray(1, -1)));
    assert.equal(digest("é中😀"), digest(new Uint8Array(bytes.subarray(1, -1))));
  }
});

Deno.test("idOf() is the start of the MD5 in lower-case base32", () => {
  const digest = md5("a");
  assert.equal(idOf(digest), "btaxlooa");
  assert.equal(idOf(digest, 10), "btaxlooa6g");
  assert.equal(idOf(digest, 26), "btaxlooa6g3kqmodthrgs5zgme");
  assert.equal(idOf("0".repeat(32)), "aaaaaaaa");
  assert.equal(idOf("f".repeat(32)), "77777777");
});

Deno.test("idOf() grows without changing what stands", () => {
  for (let i = 0; i < 100; i++) {
    const digest = md5(`${i}`);
    assert.match(idOf(digest), /^[a-z2-7]{8}$/);
    for (let length = 0; length < 26; length++) {
      assert.equal(idOf(digest, length), idOf(digest, 26).slice(0, length));
    }
  }
});
