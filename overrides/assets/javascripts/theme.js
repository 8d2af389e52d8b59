// Before the first paint: scripts run.
document.documentElement.classList.replace("no-js", "js");
