/** It could not be done; the message says why and what to do. Exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** It was asked for in a way that is not understood. Exit code 2. */
export class WrongUse extends Error {
  override readonly name = "WrongUse";
}
