import { type Dialect, eitherOf, like, type Words } from "./dialect.ts";

const QUIET = like(
  // The Linux kernel's and automake's way to print `cc -c x.c`.
  /^ {2}(?:AR|AS|CC|CCLD|CHK|CXX|CXXLD|DTC|GEN|HOSTCC|HOSTCXX|HOSTLD|INSTALL|LD|MKDIR|OBJCOPY|RANLIB|SYSHDR|UPD|WRAP) +(?:\[M\] +)?\S+$/,
  /^(?:\/bin\/)?(?:ba)?sh \S*libtool .*--mode=(?:compile|link|install) /,
  /^libtool: (?:compile|link|install): /,
  /^(?:mv -f|rm -f|mkdir -p|depbase=|test -d) /,
  /^make\[\d+\]: Nothing to be done for /,
  /^ ?\/usr\/bin\/(?:install|mkdir -p) /,
);

const DIRECTORY = /^(make(?:\[\d+\])?): (Entering|Leaving) directory /;

/** A folder that is entered and left with nothing told in between. */
function folders(inner: Words): Words {
  return (lines) => {
    const routine = inner(lines);
    const silent = new Set<number>();
    /** Where the folders were entered that are not left yet; one that has told something is not among them. */
    let open: { readonly make: string; readonly at: number }[] = [];
    lines.forEach((line, at) => {
      const [, make, way] = DIRECTORY.exec(line) ?? [];
      if (way === "Entering") open.push({ make, at });
      else if (way === "Leaving" && open.at(-1)?.make === make) silent.add(open.pop()!.at).add(at);
      else if (routine(at) === 0) open = [];
    });
    return (at) => silent.has(at) ? lines[at].length : 0;
  };
}

const COMPILER =
  /^(?:ccache |distcc )?(?:\S*-)?(?:cc|c\+\+|gcc|g\+\+|clang|clang\+\+|gfortran|nvcc)(?:-[\d.]+)? /;
const WITH_FILE = new Set(["-o", "-c", "-MF", "-MT", "-MQ"]);

/** A compiler that is called as before, for another file. */
const compilers: Words = (lines) => {
  const seen = new Set<string>();
  const again = new Set<number>();
  lines.forEach((line, at) => {
    if (!COMPILER.test(line)) return;
    const options = optionsOf(line);
    if (seen.has(options)) again.add(at);
    seen.add(options);
  });
  return (at) => again.has(at) ? lines[at].length : 0;
};

function optionsOf(call: string): string {
  const words = call.split(/ +/);
  return words
    .filter((word, i) => i === 0 || word.startsWith("-") && !WITH_FILE.has(words[i - 1]))
    .join(" ");
}

const calls = eitherOf(QUIET, compilers);

/** `make`. What is linked in the end stays, and so does each compiler's first call. */
export const make: Dialect = {
  programs: ["bear", "gmake", "make"],
  signs: ["make[", "  CC  ", "  CXX  ", "libtool: ", " -c ", "make: Entering"],
  tells: "compiler calls",
  mayFail: true,
  words: eitherOf(calls, folders(calls)),
};
