import { printersOf, subcommandOf } from "../printer.ts";
import type { Note, Rule, Sight } from "../rule.ts";
import type { Stage } from "../shell.ts";
import { isFileRead } from "../source.ts";
import { sayOnce } from "./alike.ts";
import { type Stanza, stanzaOf } from "./stanza.ts";

const CHECKSUM = /^(?:MD5[Ss]um|SHA\d+|Description-md5)$/;
/** Fewer are not worth a note. */
const FEWEST_CHECKSUMS = 2;
const INDEX = /(?:^|[/_])Packages$|\/dpkg\/(?:status|available)$/;

/** What Debian tells of packages: a field that stood under another one before is not said again. */
export const debianPackages: Rule = {
  name: "debian_packages",
  doc: "apt-cache show, dpkg -s: what is the same as of an earlier package is said once",
  loses: "nothing",
  matches: (sight) => isStanzas(sight.text) && printersOf(sight).some(showsPackages),
  squeeze: ({ text }) => written(text, (stanza) => stanza),
};

/** Nobody reads checksums: who needs one computes it. */
export const debianPackagesChecksums: Rule = {
  ...debianPackages,
  name: "debian_packages_checksums",
  doc: "apt-cache show: checksums go, with a count",
  loses: "noise",
  squeeze: withoutChecksums,
};

/** The same of an index that is read as a file. Nobody edits one by hand. */
export const debianIndex: Rule = {
  ...debianPackages,
  name: "debian_index",
  doc: "Packages, /var/lib/dpkg/status: what is the same as of an earlier package is said once",
  matches: isIndex,
};

export const debianIndexChecksums: Rule = {
  ...debianPackagesChecksums,
  name: "debian_index_checksums",
  doc: "Packages: checksums go, with a count",
  matches: isIndex,
};

function isStanzas(text: string): boolean {
  return /^Package: \S/m.test(text);
}

function showsPackages(stage: Stage): boolean {
  if (stage.args.some((arg) => INDEX.test(arg))) return true;
  const subcommand = subcommandOf(stage) ?? "";
  switch (stage.program) {
    case "apt":
    case "apt-cache":
    case "aptitude":
      return ["dumpavail", "show", "showsrc"].includes(subcommand);
    case "dpkg":
    case "dpkg-query":
      return stage.args.some((arg) => /^(?:-s|-p|--status|--print-avail)$/.test(arg));
    default:
      return false;
  }
}

function isIndex(sight: Sight): boolean {
  return isStanzas(sight.text) && isFileRead(sight) &&
    sight.command.split(/[\s'"]+/).some((word) => INDEX.test(word));
}

function withoutChecksums({ text }: Sight, note: Note): string | undefined {
  let count = 0;
  const answer = written(text, (stanza) => {
    const kept = stanza.filter(({ name, more }) => !CHECKSUM.test(name) || more.length > 0);
    count += stanza.length - kept.length;
    return kept;
  });
  return count < FEWEST_CHECKSUMS ? undefined : `${note(`${count} checksums`)}\n${answer}`;
}

function written(text: string, keep: (stanza: Stanza) => Stanza): string {
  const body = text.trimEnd();
  const parts = body.split("\n\n").map((part) => {
    const stanza = stanzaOf(part);
    return stanza === undefined ? part : keep(stanza);
  });
  return sayOnce(parts) + text.slice(body.length);
}
