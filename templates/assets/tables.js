// Tables that can be sorted, filtered and taken along as CSV.
(function () {
  'use strict';
  var LEAST_TO_SORT = 3;
  var LEAST_TO_FILTER = 9;
  var UNITS = {s: 1, min: 60, h: 3600, day: 86400, days: 86400, B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15};
  document.querySelectorAll('main .scroll > table').forEach(function (table) {
    var rows = Array.prototype.slice.call(table.querySelectorAll('tbody > tr'));
    var heads = Array.prototype.slice.call(table.querySelectorAll('thead > tr > th'));
    var whole = !table.querySelector('[colspan], [rowspan]');
    if (!rows.length || !heads.length || !whole) {
      return;
    }
    var label = table.parentNode.getAttribute('aria-label') || 'table';
    var tools = document.createElement('div');
    tools.className = 'tools of-table';
    if (!table.closest('details.data')) {
      if (rows.length >= LEAST_TO_SORT) {
        heads.forEach(function (head, column) {
          sortBy(table, head, column, rows);
        });
      }
      if (rows.length >= LEAST_TO_FILTER) {
        filter(tools, label, rows);
      }
    }
    var csv = document.createElement('button');
    csv.type = 'button';
    csv.textContent = 'CSV';
    csv.setAttribute('aria-label', 'CSV of ' + label);
    csv.addEventListener('click', function () {
      save(label, heads, rows);
    });
    tools.appendChild(csv);
    table.parentNode.parentNode.insertBefore(tools, table.parentNode);
  });

  function sortBy(table, head, column, rows) {
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    while (head.firstChild) {
      button.appendChild(head.firstChild);
    }
    head.appendChild(button);
    button.addEventListener('click', function () {
      var up = head.getAttribute('aria-sort') ? head.getAttribute('aria-sort') !== 'ascending' : !head.classList.contains('n');
      table.querySelectorAll('thead th').forEach(function (other) {
        other.removeAttribute('aria-sort');
      });
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      rows
        .map(function (row, index) {
          return {row: row, index: index, key: key(text(row.children[column]))};
        })
        .sort(function (left, right) {
          return compare(left.key, right.key, up) || left.index - right.index;
        })
        .forEach(function (entry) {
          entry.row.parentNode.appendChild(entry.row);
        });
    });
  }

  function text(cell) {
    return cell ? cell.textContent.trim() : '';
  }

  // A number with its unit, or words; nothing where a dash stands.
  function key(words) {
    if (words === '' || words === '–') {
      return null;
    }
    var plain = words.replace(/[\u202f\u00a0]/g, '').replace(/\u2212/g, '-').replace('∞', 'Infinity');
    var span = /^(\d+) h (\d+) min/.exec(plain);
    if (span) {
      return Number(span[1]) * 3600 + Number(span[2]) * 60;
    }
    var number = /^([<>]?)([+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|Infinity))(?:\s*([A-Za-zµ%×]+))?/.exec(plain);
    if (number && !/^\d{4}-\d{2}/.test(plain)) {
      var nudge = number[1] === '<' ? 1 - 1e-9 : number[1] === '>' ? 1 + 1e-9 : 1;
      return Number(number[2]) * nudge * (UNITS[number[3]] || 1);
    }
    return words.toLocaleLowerCase();
  }

  // What is missing stands last in either direction.
  function compare(left, right, up) {
    if (left === null || right === null) {
      return left === right ? 0 : left === null ? 1 : -1;
    }
    var order;
    if (typeof left === 'number' && typeof right === 'number') {
      order = left - right || 0;
    } else if (typeof left === typeof right) {
      order = left < right ? -1 : left > right ? 1 : 0;
    } else {
      order = typeof left === 'number' ? -1 : 1;
    }
    return up ? order : -order;
  }

  function filter(tools, label, rows) {
    var input = document.createElement('input');
    var told = document.createElement('span');
    input.type = 'search';
    input.placeholder = 'Filter';
    input.setAttribute('aria-label', 'Filter ' + label);
    told.setAttribute('role', 'status');
    input.addEventListener('input', function () {
      var wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row) {
        var words = row.textContent.toLocaleLowerCase();
        row.hidden = !wanted.every(function (word) {
          return words.indexOf(word) >= 0;
        });
        shown += row.hidden ? 0 : 1;
      });
      told.textContent = wanted.length ? shown + ' of ' + rows.length : '';
    });
    tools.appendChild(input);
    tools.appendChild(told);
  }

  function save(label, heads, rows) {
    var lines = [heads].concat(
      rows
        .filter(function (row) {
          return !row.hidden;
        })
        .map(function (row) {
          return Array.prototype.slice.call(row.children);
        }));
    var csv = lines
      .map(function (cells) {
        return cells.map(cellOf).join(',');
      })
      .join('\r\n');
    var link = document.createElement('a');
    // The mark at the start tells spreadsheets that this is UTF-8.
    link.href = URL.createObjectURL(new Blob(['\ufeff' + csv + '\r\n'], {type: 'text/csv'}));
    link.download = label.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase() + '.csv';
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 1000);
  }

  function cellOf(cell) {
    var words = text(cell).replace(/\s+/g, ' ');
    var plain = words.replace(/[\u202f\u00a0]/g, '').replace(/\u2212/g, '-');
    if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/.test(plain)) {
      return plain.replace(/^\+/, '');
    }
    // What a spreadsheet would take for a formula gets an apostrophe in front.
    var safe = /^[=+\-@\t\r]/.test(words) ? "'" + words : words;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
})();
