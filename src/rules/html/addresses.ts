/** A longer address holds a document in its query. */
const LONGEST = 200;
/** What is told of one that is a document itself. */
const DATA_TYPE = /^data:[\w/+.-]{0,60}(?:;\w{1,20})?/;

const IN_SCRIPT = /\b(?:href|src)\s{0,9}=\s{0,9}\\?["']([^"'\\\s<>]{2,200})/g;

/** Where a page leads. */
export class Addresses {
  readonly #told = new Set<string>();

  /** Is it told for the first time? */
  isNew(address: string): boolean {
    const { size } = this.#told;
    return this.#told.add(address).size > size;
  }

  /** The address, without a document that it may hold. */
  short(address: string): string {
    if (address.length <= LONGEST) return address;
    const type = DATA_TYPE.exec(address);
    if (type) return `${type[0]},... ${address.length} characters`;
    const query = address.indexOf("?");
    return `${address.slice(0, query > 0 ? query + 1 : LONGEST)}...`;
  }

  /** Those that a script writes into the page. */
  in(script: string): string[] {
    return [...script.matchAll(IN_SCRIPT)].map(([, address]) => address);
  }
}
