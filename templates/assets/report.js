(function () {
  'use strict';
  // Charts for mail are drawn without a page, by the same code.
  if (typeof document === 'undefined') {
    globalThis.dressed = dressed;
    return;
  }
  var root = document.documentElement;
  // Milliseconds of drawing after which readers get their turn.
  var SLICE = 40;
  // Pixels below which long words on a chart take two lines.
  var NARROW = 420;
  var drawn = [];
  root.classList.add('js');
  showCopyButtons();
  var sources = Array.prototype.slice.call(document.querySelectorAll('script[data-chart]'));
  var packed = document.getElementById('chart-library');
  if (!sources.length || !packed) {
    root.classList.add('no-charts');
    root.setAttribute('data-charts', 'finished');
    return;
  }
  unpack(packed.textContent)
    .then(function (code) {
      var script = document.createElement('script');
      script.textContent = code;
      document.head.appendChild(script);
      if (!window.echarts) {
        throw new Error('the chart library did not start');
      }
      closeTables();
      drawAll();
    })
    .catch(function (error) {
      // The tables behind the charts are open in the page as it came, and stay so.
      root.classList.add('no-charts');
      root.setAttribute('data-charts', 'failed: ' + error.message);
    });

  function unpack(base64) {
    var text = atob(base64);
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) {
      bytes[i] = text.charCodeAt(i);
    }
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
    return new Response(stream).text();
  }

  function closeTables() {
    document.querySelectorAll('details.data').forEach(function (table) {
      table.open = false;
    });
  }

  // What can be seen comes first; the rest follows one by one, so that the page answers meanwhile.
  function drawAll() {
    drawn = sources.map(function (source) {
      var spec = JSON.parse(source.textContent);
      var box = document.getElementById(source.getAttribute('data-chart'));
      box.style.height = spec.height + 'px';
      return {chart: null, spec: spec, box: box, whenDrawn: []};
    });
    // All are measured before the first is drawn: each drawing after which one measures lays out the whole page.
    drawn.forEach(function (item) {
      var place = item.box.getBoundingClientRect();
      item.width = place.width;
      item.far = place.bottom < 0 ? -place.bottom : Math.max(0, place.top - window.innerHeight);
    });
    // What explores the charts begins with this.
    document.dispatchEvent(new CustomEvent('almanac-charts', {detail: {charts: drawn, redraw: redraw}}));
    window.addEventListener('resize', resizeAll);
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redressAll);
    window.addEventListener('beforeprint', function () {
      root.classList.add('printing');
      drawn.forEach(draw);
      drawn.forEach(function (item) {
        item.width = printWidth(item.box);
      });
      redressAll();
      drawn.forEach(function (item) {
        item.chart.resize({width: item.width});
        // The printer does not wait for the next frame.
        item.chart.getZr().flush();
      });
    });
    window.addEventListener('afterprint', function () {
      root.classList.remove('printing');
      measure();
      redressAll();
      drawn.forEach(function (item) {
        item.chart.resize({width: item.width});
      });
    });
    drawn.filter(function (item) {
      return !item.far;
    }).forEach(draw);
    if (drawn.every(isFinishedOrFar)) {
      root.setAttribute('data-in-sight', 'drawn');
    }
    drawRest(drawn.slice().sort(function (left, right) {
      return left.far - right.far;
    }));
    drawWhereSeen();
  }

  function drawRest(items) {
    var until = performance.now() + SLICE;
    var left = items.filter(function (item) {
      return !item.chart;
    });
    while (left.length && performance.now() < until) {
      draw(left.shift());
    }
    if (left.length) {
      setTimeout(drawRest, 0, left);
    }
  }

  // Whoever jumps ahead of the drawing sees a chart at once.
  function drawWhereSeen() {
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) {
          watch.unobserve(entry.target);
          draw(entry.target.almanac);
        }
      });
    }, {rootMargin: '200px'});
    drawn.forEach(function (item) {
      item.box.almanac = item;
      watch.observe(item.box);
    });
  }

  function draw(item) {
    if (item.chart) {
      return;
    }
    item.chart = window.echarts.init(item.box, null, {renderer: 'svg', width: item.width, height: item.spec.height});
    item.chart.on('finished', function () {
      item.finished = true;
      if (!root.hasAttribute('data-in-sight') && drawn.every(isFinishedOrFar)) {
        root.setAttribute('data-in-sight', 'drawn');
      }
      if (!root.hasAttribute('data-charts') && drawn.every(isFinished)) {
        root.setAttribute('data-charts', 'finished');
      }
    });
    item.chart.setOption(dressed(item.spec, item.width));
    item.whenDrawn.forEach(function (act) {
      act();
    });
  }

  function isFinished(item) {
    return item.finished;
  }

  function isFinishedOrFar(item) {
    return item.far || item.finished;
  }

  function printWidth(box) {
    if (box.closest('.grid.three')) {
      return 205;
    }
    return box.closest('.grid') ? 320 : 660;
  }

  var frame = 0;
  function resizeAll() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(function () {
      var before = drawn.map(function (item) {
        return item.width;
      });
      measure();
      drawn.forEach(function (item, index) {
        if (item.chart && item.width !== before[index]) {
          item.chart.resize({width: item.width});
          if (Math.min(item.width, before[index]) < NARROW) {
            redraw(item);
          }
        }
      });
    });
  }

  function measure() {
    drawn.forEach(function (item) {
      item.width = item.box.clientWidth;
    });
  }

  function redressAll() {
    drawn.forEach(redraw);
  }

  function redraw(item) {
    if (item.chart) {
      item.chart.setOption(dressed(item.spec, item.width), true);
    }
  }

  // Colours and fonts live in the style sheet alone; options name their roles.
  function dressed(spec, width) {
    var style = getComputedStyle(root);
    var color = function (name) {
      return style.getPropertyValue('--' + name).trim();
    };
    var option = JSON.parse(JSON.stringify(spec.option));
    paint(option, color);
    option.series.forEach(function (series) {
      if (series.type === 'custom') {
        series.renderItem = function (params, api) {
          return params.dataIndex ? null : bandShape(series, api);
        };
      }
      if (series.type === 'scatter' && spec.kind === 'Scatter') {
        series.emphasis = {scale: 1.6, itemStyle: {opacity: 1, borderColor: color('ink'), borderWidth: 2}};
      }
      if (series.type === 'line') {
        series.emphasis = {lineStyle: {width: 3.5}};
      }
    });
    option.textStyle = {fontFamily: style.getPropertyValue('--font').trim(), color: color('ink')};
    [].concat(option.xAxis || [], option.parallelAxis || []).forEach(function (axis) {
      dressAxis(axis, color, false);
    });
    [].concat(option.yAxis || []).forEach(function (axis) {
      dressAxis(axis, color, axis.type !== 'category');
    });
    if (option.visualMap) {
      option.visualMap.textStyle = {color: color('muted'), fontSize: 11};
      option.visualMap.text = [option.visualMap.max, option.visualMap.min].map(function (end) {
        return number(parseFloat(end.toPrecision(3)));
      });
    }
    if (option.legend) {
      option.legend.textStyle = {color: color('muted'), fontSize: 12};
      option.legend.pageTextStyle = {color: color('muted')};
      option.legend.pageIconColor = color('accent');
      option.legend.pageIconInactiveColor = color('faint');
    }
    if (width && width < NARROW) {
      fitNarrow(spec, option, width);
    }
    option.tooltip.backgroundColor = color('paper');
    option.tooltip.borderColor = color('faint');
    option.tooltip.textStyle = {color: color('ink'), fontSize: 12};
    option.tooltip.axisPointer = {lineStyle: {color: color('faint')}};
    option.tooltip.formatter = function (params) {
      return spec.option.tooltip.trigger === 'item' ? itemTip(spec, params) : axisTip(spec, params);
    };
    return option;
  }

  // Twelve pixels high, a letter is some 6.5 wide; the names of rows take room from what is below them.
  function fitNarrow(spec, option, width) {
    var letters = Math.floor(width * (spec.kind === 'Intervals' ? 0.55 : 0.85) / 6.5);
    [].concat(option.xAxis || []).forEach(function (axis) {
      if (axis.name) {
        axis.name = wrapped(axis.name, letters);
        axis.nameTextStyle.lineHeight = 15;
      }
    });
    if (option.legend && option.grid) {
      var line = 0;
      var lines = 1;
      option.series.forEach(function (series) {
        var room = 30 + 6.5 * (series.name || '').length;
        if (line && line + room > width) {
          lines += 1;
          line = 0;
        }
        line += room;
      });
      // A legend of more lines is turned over by a click, which paper has none of; tables name all.
      if (lines <= 3) {
        option.legend.type = 'plain';
        option.grid.top = 14 + 20 * lines;
      }
    }
  }

  function wrapped(text, letters) {
    return text.split(' ').reduce(function (lines, word) {
      var last = lines[lines.length - 1];
      if (last && last.length + word.length + 1 > letters) {
        return lines.concat(word);
      }
      return lines.slice(0, -1).concat(last ? last + ' ' + word : word);
    }, ['']).join('\n');
  }

  function bandShape(series, api) {
    var upper = series.data.map(function (point) {
      return api.coord([point[0], point[2]]);
    });
    var lower = series.data.map(function (point) {
      return api.coord([point[0], point[1]]);
    });
    return {type: 'polygon', shape: {points: upper.concat(lower.reverse())}, style: {fill: series.color}};
  }

  function paint(node, color) {
    Object.keys(node).forEach(function (key) {
      var value = node[key];
      var isColor = /^(color|borderColor|textBorderColor)$/.test(key);
      if (isColor && typeof value === 'string' && value.charAt(0) === '@') {
        node[key] = color(value.substring(1));
      } else if (isColor && Array.isArray(value)) {
        node[key] = value.map(function (role) {
          return color(role.substring(1));
        });
      } else if (value && typeof value === 'object' && key !== 'value') {
        paint(value, color);
      }
    });
  }

  function dressAxis(axis, color, quiet) {
    axis.axisLine = {show: !quiet, lineStyle: {color: color('faint')}};
    axis.axisTick = Object.assign({lineStyle: {color: color('faint')}}, axis.axisTick);
    axis.axisLabel = Object.assign(axis.axisLabel || {}, {color: color('muted'), fontSize: 11});
    if (axis.type === 'value' || axis.type === 'log') {
      axis.axisLabel.formatter = number;
    }
    if (axis.type === 'time') {
      axis.axisLabel.formatter = {year: '{yyyy}', month: '{MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}'};
    }
    if (axis.type === 'category') {
      axis.axisLabel.formatter = shortened;
    }
    axis.nameTextStyle = {color: color('muted'), fontSize: 12};
    axis.minorTick = {show: false};
    if (axis.splitLine) {
      axis.splitLine.lineStyle = {color: color('line')};
    }
  }

  function shortened(text) {
    return text.length > 24 ? text.substring(0, 23) + '…' : text;
  }

  function number(value) {
    if (value === null || value === undefined || value !== value) {
      return '–';
    }
    var size = Math.abs(value);
    if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
      return value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e').replace(/-/g, '\u2212');
    }
    var text = String(parseFloat(value.toPrecision(5))).replace('-', '\u2212');
    return size >= 1e4 ? text.replace(/\B(?=(\d{3})+$)/g, '\u202f') : text;
  }

  function tip(title, lines) {
    var box = document.createElement('div');
    var head = document.createElement('strong');
    head.textContent = title;
    box.appendChild(head);
    lines.forEach(function (line) {
      var row = document.createElement('div');
      row.textContent = line;
      box.appendChild(row);
    });
    return box;
  }

  function itemTip(spec, item) {
    var value = item.value;
    if (spec.kind === 'Intervals') {
      var span = value[2] === null ? 'interval withheld' : number(value[2]) + ' to ' + number(value[3]);
      return tip(item.name, [number(value[0]) + ' %', '90 % interval: ' + span]);
    }
    if (spec.kind === 'Heatmap') {
      var place = spec.option.yAxis.data[value[1]] + ', ' + spec.option.xAxis.data[value[0]];
      return tip(place, [item.seriesName + ': ' + number(value[2])].concat(item.name ? [item.name] : []));
    }
    if (spec.kind === 'Parallel') {
      return tip(item.name, spec.option.parallelAxis.map(function (axis, index) {
        var at = value[index];
        return axis.name + ': ' + (typeof at === 'number' ? number(at) : at === null ? '–' : at);
      }));
    }
    if (spec.kind === 'Strips') {
      return tip(item.name, [(item.seriesName === 'median' ? 'median ' : '') + number(value[0])]);
    }
    if (spec.kind === 'Lines') {
      return tip(item.seriesName, [window.echarts.time.format(value[0], '{d} {MMM} {yyyy}', true) + ': place ' + number(value[1])]);
    }
    var axis = spec.option.xAxis;
    var x = axis.type === 'category' ? axis.data[value[0]] : number(value[0]);
    var y = item.seriesName === 'no usable value' ? item.seriesName : spec.yLabel + ' ' + number(value[1]);
    return tip(item.name, [spec.xLabel + ' ' + x, y]);
  }

  function axisTip(spec, items) {
    items = [].concat(items);
    if (!items.length) {
      return '';
    }
    var lines = [];
    items.forEach(function (item) {
      // A point beyond the axis is drawn at its edge and carries where it is.
      var value = Array.isArray(item.value) ? item.value[item.seriesType === 'line' && item.value.length > 2 ? 2 : 1] : item.value;
      if (item.seriesType === 'custom') {
        lines.push(item.seriesName + ': ' + number(item.value[1]) + ' to ' + number(item.value[2]));
      } else if (spec.kind !== 'Bars' || value) {
        lines.push((item.seriesName && !/^series/.test(item.seriesName) ? item.seriesName + ': ' : '') + number(value));
      }
    });
    if (lines.length > 10) {
      lines = lines.slice(0, 9).concat('and ' + (lines.length - 9) + ' more');
    }
    var title = items[0].axisValueLabel;
    return tip(spec.kind === 'Band' || !isNaN(Number(title)) ? (spec.xLabel + ' ' + number(Number(items[0].axisValue))).trim() : title, lines);
  }

  function showCopyButtons() {
    document.querySelectorAll('button.copy').forEach(function (button) {
      button.hidden = false;
      button.addEventListener('click', function () {
        var pre = button.parentNode.querySelector('pre');
        var range = document.createRange();
        range.selectNodeContents(pre);
        var selection = window.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        // Works from file:, where the newer clipboard interface may be refused.
        button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C';
        button.setAttribute('aria-label', button.textContent + ': ' + pre.getAttribute('aria-label'));
      });
    });
  }
})();
