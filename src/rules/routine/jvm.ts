import { type Dialect, eitherOf, like, type Words } from "./dialect.ts";

const MAVEN = like(
  /^(?:\[INFO\] )?Download(?:ing|ed)(?: from [\w.-]+)?: /,
  /^Progress \(\d+\): /,
  /^\[INFO\] *$/,
  // `mvn -X`: what Maven is made of, which is the same each time.
  /^\[DEBUG\] (?: {2}Imported: \S+ < \S+$|Created new class realm |Importing foreign packages into |Populating class realm )/,
  /^\[DEBUG\] (?:Dependency collection stats |Using transporter |Using connector )/,
  /^\[INFO\] (?:skip non existing resourceDirectory|Using '[^']*' encoding to copy filtered|Copying \d+ resources?|Nothing to compile - all classes are up to date|Not compiling \w+ sources)/,
);

const GOAL = /^\[INFO\] --- \S+ (?:\([^)]*\) )?@ \S+ ---$/;
const AFTER_GOAL = /^\[INFO\] (?:--|Reactor Summary|BUILD )/;

/** The name of a goal that had nothing to tell. */
const silentGoals: Words = (lines) => {
  const maven = MAVEN(lines);
  return (at) => {
    if (!GOAL.test(lines[at])) return 0;
    let next = at + 1;
    while (next < lines.length && maven(next) > 0) next++;
    return AFTER_GOAL.test(lines[next] ?? "") ? lines[at].length : 0;
  };
};

/** `mvn` */
export const maven: Dialect = {
  programs: ["mvn", "mvnd", "mvnw"],
  signs: ["[INFO]", "[DEBUG]", "Downloading from ", "Downloading: "],
  tells: "downloading and goals with nothing to do",
  mayFail: true,
  words: eitherOf(MAVEN, silentGoals),
};

const GRADLE = like(
  /^> Task \S+ (?:UP-TO-DATE|NO-SOURCE|FROM-CACHE|SKIPPED)$/,
  /^Download(?:ing)? https?:/,
  /^\.{4,}10%/,
  /^(?:Starting a Gradle Daemon|To honour the JVM settings for this build|Daemon will be stopped at the end of the build)/,
);

const TASK = /^> Task \S+$/;
const AFTER_TASK = /^(?:> Task |BUILD |Deprecated Gradle features|$)/;

/** The name of a task that had nothing to tell. */
const silentTasks: Words = (lines) => (at) =>
  TASK.test(lines[at]) && AFTER_TASK.test(lines[at + 1] ?? "") ? lines[at].length : 0;

/** `gradle` */
export const gradle: Dialect = {
  programs: ["gradle", "gradlew"],
  signs: ["> Task ", "Gradle", "....10%"],
  tells: "downloading and tasks with nothing to do",
  mayFail: true,
  words: eitherOf(GRADLE, silentTasks),
};
