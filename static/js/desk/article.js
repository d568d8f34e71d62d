// The form of an article: every part works on its own, and the form without any of them.
import "./autosave.js";
import "./complete.js";
import "./counters.js";
import "./presence.js";
import "./preview.js";
import "./rows.js";
import "./tabs.js";
import "./tags.js";
import "./verbs.js";
