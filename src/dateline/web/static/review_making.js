// Looks again for a queue that is being made, as long as the page is seen.

const again = document.getElementById("again");
setTimeout(() => {
  if (document.visibilityState === "visible") location.replace(again.href);
}, 1000);
