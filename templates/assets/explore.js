// Zoom, log switch, and one run lit up in all charts and tables at once.
document.addEventListener('almanac-charts', function (event) {
  'use strict';
  var charts = event.detail.charts;
  var redraw = event.detail.redraw;
  var ZOOMED = ['Lines', 'Band', 'Scatter'];
  charts.forEach(function (item) {
    if (ZOOMED.indexOf(item.spec.kind) >= 0) {
      explore(item);
    }
  });
  link(charts);
  showQueries();

  function explore(item) {
    var option = item.spec.option;
    var tools = document.createElement('div');
    tools.className = 'tools';
    var title = item.box.parentNode.querySelector('.title').textContent;
    option.dataZoom = [{type: 'inside', xAxisIndex: 0, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false, moveOnMouseWheel: false}];
    // The icons stay out of sight; what they would do is done by the buttons, which have names.
    option.toolbox = {show: true, itemSize: 0, right: -99, feature: {dataZoom: {filterMode: 'none', brushStyle: {opacity: 0.2}}}};
    if (option.yAxis.length) {
      // A second axis holds the ticks at the edge, which must stay there.
      option.toolbox.feature.dataZoom.yAxisIndex = false;
    }
    var reset = button(tools, 'Reset', title, function () {
      item.from = 0;
      item.to = 100;
      redraw(item);
      brush(false);
      reset.hidden = true;
    });
    reset.hidden = true;
    var zoom = button(tools, 'Zoom', title, function () {
      brush(zoom.getAttribute('aria-pressed') !== 'true');
    });
    zoom.setAttribute('aria-pressed', 'false');
    if (canBeLog(item.spec)) {
      var log = button(tools, 'Log', title, function () {
        var on = log.getAttribute('aria-pressed') !== 'true';
        toLog(item, on);
        log.setAttribute('aria-pressed', String(on));
        redraw(item);
      });
      log.setAttribute('aria-pressed', String(yAxis(option).type === 'log'));
    }
    item.box.parentNode.insertBefore(tools, item.box);
    item.from = 0;
    item.to = 100;
    item.whenDrawn.push(function () {
      item.chart.on('datazoom', function () {
        reset.hidden = false;
        brush(false);
      });
    });
    byKeys(item, reset);

    function brush(on) {
      if (!item.chart) {
        return;
      }
      zoom.setAttribute('aria-pressed', String(on));
      item.chart.dispatchAction({type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: on});
    }
  }

  function button(tools, words, title, act) {
    var made = document.createElement('button');
    made.type = 'button';
    made.textContent = words;
    made.setAttribute('aria-label', words + ': ' + title);
    made.addEventListener('click', act);
    tools.appendChild(made);
    return made;
  }

  function yAxis(option) {
    return option.yAxis.length ? option.yAxis[0] : option.yAxis;
  }

  function canBeLog(spec) {
    var axis = yAxis(spec.option);
    // An inverse axis is one of ranks.
    if (axis.inverse || (axis.type !== 'value' && axis.type !== 'log')) {
      return false;
    }
    var some = false;
    var positive = spec.option.series.every(function (series) {
      return series.yAxisIndex === 1 || series.data.every(function (point) {
        var value = Array.isArray(point) ? point : point.value;
        return value.slice(1).every(function (y) {
          some = some || y > 0;
          return y === null || y > 0;
        });
      });
    });
    return some && positive;
  }

  function toLog(item, on) {
    var axis = yAxis(item.spec.option);
    if (!item.linear) {
      item.linear = {min: axis.min, max: axis.max, interval: axis.interval};
    }
    axis.type = on ? 'log' : 'value';
    axis.min = on ? undefined : item.linear.min;
    axis.max = on ? undefined : item.linear.max;
    axis.interval = on ? undefined : item.linear.interval;
    axis.scale = true;
  }

  // +, -, arrows and 0 on a focused chart, for those who use no mouse.
  function byKeys(item, reset) {
    item.box.tabIndex = 0;
    item.box.setAttribute('aria-keyshortcuts', '+ - ArrowLeft ArrowRight 0');
    item.box.addEventListener('keydown', function (event) {
      var width = item.to - item.from;
      var middle = (item.from + item.to) / 2;
      if (!item.chart || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (event.key === '+' || event.key === '=') {
        width = Math.max(1, width / 2);
      } else if (event.key === '-') {
        width = Math.min(100, width * 2);
      } else if (event.key === 'ArrowLeft') {
        middle -= width / 4;
      } else if (event.key === 'ArrowRight') {
        middle += width / 4;
      } else if (event.key === '0') {
        reset.click();
        event.preventDefault();
        return;
      } else {
        return;
      }
      event.preventDefault();
      middle = Math.min(100 - width / 2, Math.max(width / 2, middle));
      item.from = middle - width / 2;
      item.to = middle + width / 2;
      item.chart.dispatchAction({type: 'dataZoom', dataZoomIndex: 0, start: item.from, end: item.to});
    });
  }

  // Runs are known by the names that scatter plots give them; tables and lines that have one join in.
  function link(all) {
    var places = new Map();
    all.forEach(function (item) {
      if (item.spec.kind === 'Scatter') {
        item.spec.option.series.forEach(function (series, seriesIndex) {
          series.data.forEach(function (point, dataIndex) {
            place(point.name).marks.push({item: item, seriesIndex: seriesIndex, dataIndex: dataIndex});
          });
        });
      }
    });
    all.forEach(function (item) {
      if (item.spec.kind === 'Lines' || item.spec.kind === 'Band') {
        item.spec.option.series.forEach(function (series, seriesIndex) {
          if (places.has(series.name)) {
            places.get(series.name).marks.push({item: item, seriesIndex: seriesIndex});
          }
        });
      }
    });
    document.querySelectorAll('main .scroll tbody th, main .scroll tbody td').forEach(function (cell) {
      var name = cell.textContent.trim();
      if (places.has(name) && !cell.closest('details')) {
        var row = cell.parentNode;
        places.get(name).rows.push(row);
        row.addEventListener('mouseenter', function () {
          light(name);
        });
        row.addEventListener('mouseleave', dim);
      }
    });
    var lit = null;
    var pinned = null;
    all.forEach(function (item) {
      item.whenDrawn.push(function () {
        item.chart.on('mouseover', function (params) {
          light(params.name && places.has(params.name) ? params.name : params.seriesName);
        });
        item.chart.on('mouseout', dim);
        item.chart.on('click', function (params) {
          var name = params.name && places.has(params.name) ? params.name : params.seriesName;
          var was = pinned;
          unpin();
          if (places.has(name) && name !== was) {
            pinned = name;
            show(name, 'highlight');
          }
        });
      });
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') {
        unpin();
      }
    });

    function place(name) {
      if (!places.has(name)) {
        places.set(name, {marks: [], rows: []});
      }
      return places.get(name);
    }

    function light(name) {
      dim();
      if (places.has(name)) {
        lit = name;
        show(name, 'highlight');
      }
    }

    function dim() {
      if (lit !== null && lit !== pinned) {
        show(lit, 'downplay');
      }
      lit = null;
    }

    function unpin() {
      if (pinned !== null) {
        show(pinned, 'downplay');
      }
      pinned = null;
    }

    function show(name, type) {
      var at = places.get(name);
      at.marks.forEach(function (mark) {
        if (mark.item.chart) {
          mark.item.chart.dispatchAction({type: type, seriesIndex: mark.seriesIndex, dataIndex: mark.dataIndex});
        }
      });
      at.rows.forEach(function (row) {
        row.classList.toggle('linked', type === 'highlight');
      });
    }
  }

  // Browsers that do not open a closed element for an address within it are helped.
  function showQueries() {
    document.querySelectorAll('a.query, #appendix a[href^="#q-"]').forEach(function (anchor) {
      anchor.addEventListener('click', function () {
        var target = document.getElementById(anchor.getAttribute('href').substring(1));
        if (target && target.closest('details')) {
          target.closest('details').open = true;
        }
      });
    });
  }
});
