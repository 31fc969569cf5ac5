/** Numbers under labels 0, 1, 2…: those of label `k` are `values[starts[k]]` up to `values[starts[k + 1]]`, in the order given. */
export interface Groups {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

/** @param labels The label of each value: integers below `labelCount`. */
export function groupNumbers(labels: Uint32Array, values: Uint32Array, labelCount: number): Groups {
  const starts = new Uint32Array(labelCount + 1);
  for (const label of labels) starts[label + 1] = (starts[label + 1] ?? 0) + 1;
  for (let label = 0; label < labelCount; label += 1)
    starts[label + 1] = (starts[label + 1] ?? 0) + (starts[label] ?? 0);
  const filled = starts.slice();
  const grouped = new Uint32Array(values.length);
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] ?? 0;
    const place = filled[label] ?? 0;
    grouped[place] = values[at] ?? 0;
    filled[label] = place + 1;
  }
  return { starts, values: grouped };
}
