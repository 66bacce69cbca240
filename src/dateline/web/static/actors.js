// The network: pointing at an actor shows what it does and suffers, and dims all else.

for (const picture of document.querySelectorAll("svg.network[id]")) {
  const edges = [...picture.querySelectorAll(".edges path[data-source]")];
  const nodes = [...picture.querySelectorAll(".nodes [data-id]")];

  function light(id) {
    const near = new Set([id]);
    for (const edge of edges) {
      const isOwn = edge.dataset.source === id || edge.dataset.target === id;
      edge.classList.toggle("lit", isOwn);
      if (isOwn) {
        near.add(edge.dataset.source);
        near.add(edge.dataset.target);
      }
    }
    for (const node of nodes) node.classList.toggle("lit", near.has(node.dataset.id));
    picture.classList.add("lighting");
  }

  function dark() {
    picture.classList.remove("lighting");
    for (const one of picture.querySelectorAll(".lit")) one.classList.remove("lit");
  }

  for (const node of nodes) {
    node.addEventListener("pointerenter", () => light(node.dataset.id));
    node.addEventListener("pointerleave", dark);
    node.addEventListener("focus", () => light(node.dataset.id));
    node.addEventListener("blur", dark);
  }
}
