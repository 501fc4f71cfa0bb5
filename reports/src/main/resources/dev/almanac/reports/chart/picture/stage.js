// What the page's own script and ECharts expect of a browser, as far as drawing without one needs
// it. Runs before them; colors and measure are given by Java.
globalThis.setTimeout = function () {
  return 0;
};
globalThis.clearTimeout = function () {};
globalThis.getComputedStyle = function () {
  return {
    getPropertyValue: function (name) {
      return colors[name] || '';
    }
  };
};
globalThis.draw = function (text, width) {
  var spec = JSON.parse(text);
  echarts.setPlatformAPI({
    measureText: function (words, font) {
      return {width: measure(String(words), String(font || ''))};
    }
  });
  var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: spec.height});
  try {
    var option = dressed(spec);
    // A legend of several pages cannot be turned over in a picture.
    if (option.legend) {
      option.legend.type = 'plain';
    }
    chart.setOption(option);
    return JSON.stringify({height: spec.height, svg: chart.renderToSVGString()});
  } finally {
    chart.dispose();
  }
};
