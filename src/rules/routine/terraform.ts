import { type Dialect, eitherOf, like, type Words } from "./dialect.ts";

const STEPS = like(
  /^ *\S+: (?:Refreshing state|Refreshing|Reading|Preparing import)\.\.\./,
  /^ *\S+: Read complete after /,
  /^- (?:Finding|Installing|Reusing previous version of) /,
  /^Initializing (?:the backend|provider plugins|modules)\.\.\.$/,
);

const DONE = /^ *(\S+): (?:Creation|Destruction|Modifications) complete after /;
const UNDER_WAY = /^ *(\S+): (?:Still )?(?:creating|destroying|modifying)\.\.\./i;

/** What was about to be made, where it then says that it is made. */
const made: Words = (lines) => {
  const done = new Set(lines.map((line) => DONE.exec(line)?.[1]));
  return (at) => {
    const name = UNDER_WAY.exec(lines[at])?.[1];
    return name !== undefined && done.has(name) ? lines[at].length : 0;
  };
};

/** What is said to everybody, every time. */
const PHRASES = new Set([
  'You may now begin working with Terraform. Try running "terraform plan" to see',
  "any changes that are required for your infrastructure. All Terraform commands",
  "should now work.",
  'You may now begin working with OpenTofu. Try running "tofu plan" to see',
  "any changes that are required for your infrastructure. All OpenTofu commands",
  "If you ever set or change modules or backend configuration for Terraform,",
  "If you ever set or change modules or backend configuration for OpenTofu,",
  "rerun this command to reinitialize your working directory. If you forget, other",
  "commands will detect it and remind you to do so if necessary.",
  "Terraform has created a lock file .terraform.lock.hcl to record the provider",
  "OpenTofu has created a lock file .terraform.lock.hcl to record the provider",
  "selections it made above. Include this file in your version control repository",
  "so that Terraform can guarantee to make the same selections by default when",
  "so that OpenTofu can guarantee to make the same selections by default when",
  'you run "terraform init" in the future.',
  'you run "tofu init" in the future.',
]);

const phrases: Words = (lines) => (at) => PHRASES.has(lines[at]) ? lines[at].length : 0;

const programs = ["terraform", "terragrunt", "tofu"];

/** `terraform`, `tofu`: what they do. */
export const terraform: Dialect = {
  programs,
  signs: [
    "Refreshing state...",
    "complete after ",
    "Initializing ",
    "You may now begin working with ",
  ],
  tells: "steps and the usual words",
  mayFail: true,
  words: eitherOf(STEPS, made, phrases),
};

/** `terraform plan`: a value that is known after apply says nothing yet, where it takes no other one's place. */
export const terraformPlan: Dialect = {
  programs,
  signs: ["(known after apply)"],
  tells: "values known after apply",
  mayFail: false,
  words: like(/^ +\+ (?:\S+ += |\S+ )?\(known after apply\),?$/),
};
