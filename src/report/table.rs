//! Plain tables: columns as wide as their widest cell, two spaces between them.

/// Between two columns.
const GAP: usize = 2;
/// The last column is never cut shorter than this.
const LEAST: usize = 12;

/// A table whose first row is its head. The columns in `right` are aligned to the right; the last column is cut where
/// `width` is exceeded.
pub fn table<const N: usize>(rows: &[[String; N]], right: &[usize], width: Option<usize>) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(length(cell));
        }
    }
    let before: usize = widths.iter().take(N.saturating_sub(1)).map(|width| width + GAP).sum();
    let last = width.map(|width| width.saturating_sub(before).max(LEAST));
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (width, cell)) in widths.iter().zip(row).enumerate() {
            let padding = width - length(cell);
            if right.contains(&column) {
                line.extend(std::iter::repeat_n(' ', padding));
                line.push_str(cell);
            } else if column + 1 == N {
                line.push_str(&cut(cell, last));
            } else {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', padding));
            }
            line.extend(std::iter::repeat_n(' ', GAP));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn length(cell: &str) -> usize {
    cell.chars().count()
}

/// The end of a cell that is too long: of a path it tells more than the beginning.
fn cut(cell: &str, most: Option<usize>) -> String {
    match most {
        Some(most) if length(cell) > most => {
            let skipped = length(cell) + 1 - most;
            format!("…{}", cell.chars().skip(skipped).collect::<String>())
        }
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<const N: usize>(cells: [&str; N]) -> [String; N] {
        cells.map(str::to_owned)
    }

    #[test]
    fn columns_line_up_and_numbers_end_together() {
        let rows = [row(["Name", "Size", "Path"]), row(["a", "10", "/x"]), row(["bbbbb", "9", ""])];
        assert_eq!(table(&rows, &[1], None), "Name   Size  Path\na        10  /x\nbbbbb     9\n");
    }

    #[test]
    fn a_narrow_terminal_shows_the_end_of_long_paths() {
        let rows = [row(["a", "/srv/somewhere/far/below"])];
        assert_eq!(table(&rows, &[], Some(18)), "a  …here/far/below\n");
        assert_eq!(table(&rows, &[], Some(3)), "a  …e/far/below\n");
        assert_eq!(table(&rows, &[], Some(80)), "a  /srv/somewhere/far/below\n");
    }
}
