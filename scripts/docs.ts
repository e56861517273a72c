/** Writes the pages that are made from the code's own tables. */
import { writeFileSync } from "node:fs";
import { configReference } from "../src/config/reference.ts";

writeFileSync(new URL("../docs/configuration.md", import.meta.url), configReference());
