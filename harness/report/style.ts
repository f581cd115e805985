/** The page's style: system fonts, the reader's colour scheme, contrast of at least 4.5 to 1 in both. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: light-dark(#1a1d21, #e3e6ea);
  --quiet: light-dark(#5a626c, #9aa4af);
  --ground: light-dark(#ffffff, #14171a);
  --raised: light-dark(#f4f6f8, #1d2126);
  --line: light-dark(#d3d9df, #363d45);
  --good: light-dark(#17692f, #6fce8a);
  --bad: light-dark(#b3141d, #ff8a85);
  --open: light-dark(#825300, #e6b455);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem clamp(1rem, 4vw, 3rem) 3rem; color: var(--text); background: var(--ground); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 0.25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
article h3 { margin: 0 0 0.25rem; }
p { margin: 0.25rem 0 0.75rem; max-width: 46rem; }
code, pre { font: 0.875em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; unicode-bidi: isolate; }
pre { margin: 0.5rem 0; padding: 0.75rem; background: var(--ground); border: 1px solid var(--line); border-radius: 4px; white-space: pre-wrap; max-height: 30rem; overflow: auto; }
.verdict { padding: 0.1em 0.5em; border-radius: 4px; color: var(--ground); background: var(--open); white-space: nowrap; }
.conforms .verdict { background: var(--good); }
.violates .verdict, .unreachable .verdict { background: var(--bad); }
.sums { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 1rem 0; padding: 0.75rem 0; border-block: 1px solid var(--line); }
.sums div { display: flex; flex-direction: column-reverse; }
.sums dt { color: var(--quiet); font-size: 0.875rem; }
.sums dd { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
article { margin: 0 0 1rem; padding: 1rem; background: var(--raised); border-left: 4px solid var(--bad); border-radius: 4px; }
article.known { border-left-color: var(--open); }
article dl, details dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.25rem 1rem; margin: 0.5rem 0; }
article dt, details dt { color: var(--quiet); }
article dd, details dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.promise, .quiet { color: var(--quiet); }
.received { color: var(--bad); }
.documented { color: var(--good); }
.copy { user-select: all; }
summary { cursor: pointer; padding: 0.2rem 0; width: fit-content; }
:focus-visible { outline: 2px solid var(--open); outline-offset: 2px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-weight: normal; }
th[scope="row"] { font-weight: normal; }
.matrix th[scope="row"] { position: sticky; left: 0; background: var(--ground); min-width: 8rem; max-width: 26rem; overflow-wrap: anywhere; font-size: 0.875rem; }
.matrix td, .matrix thead th:not(:first-child), .number { text-align: right; }
.matrix code { font-size: 1em; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.never { color: var(--open); font-weight: bold; }
.seen { color: var(--text); }
.undocumented, .error { color: var(--bad); font-weight: bold; }
.warning { color: var(--open); font-weight: bold; }
li { margin: 0.25rem 0; overflow-wrap: anywhere; }
footer { margin-top: 3rem; color: var(--quiet); font-size: 0.875rem; }
@media (max-width: 40rem) {
  article dl, details dl { grid-template-columns: 1fr; gap: 0; }
  article dd, details dd { margin: 0 0 0.5rem; }
  .matrix th[scope="row"] { max-width: 11rem; }
  .matrix th[scope="row"] .quiet, .matrix br { display: none; }
}
@media print { details { display: block; } .wide { overflow: visible; } }
`;
