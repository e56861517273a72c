/** A name as one word of a line: in quotation marks where it holds white space. It must hold none itself. */
export function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
