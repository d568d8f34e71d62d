// The form of an article: every part works on its own, and the form without any of them.
import "./autosave.js";
import "./complete.js";
import "./counters.js";
import "./counts.js";
import "./grow.js";
import "./keyboard.js";
import "./lead_picture.js";
import "./menus.js";
import "./presence.js";
import "./preview.js";
import "./rows.js";
import "./shortcuts.js";
import "./side_panel.js";
import "./tabs.js";
import "./tags.js";
import "./text_checks.js";
import "./verbs.js";
