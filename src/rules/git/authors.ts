const PERSON = /^((?:Author|Commit): +)(?! )(.*) (<[^<>]*>)$/;

/** Writes the address of a person only where it differs from the one that stood last by that name. */
export function addressFilter(): (field: string) => string {
  const addresses = new Map<string, string>();
  return (field) => {
    const [, label, name, address] = PERSON.exec(field) ?? [];
    if (name === undefined) return field;
    if (addresses.get(name) === address) return label + name;
    addresses.set(name, address);
    return field;
  };
}
