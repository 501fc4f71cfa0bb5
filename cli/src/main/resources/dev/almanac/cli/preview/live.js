(function () {
  'use strict';
  var kept = sessionStorage.getItem('almanac-scroll');
  if (kept !== null) {
    sessionStorage.removeItem('almanac-scroll');
    // Charts give the page its height only once they are drawn.
    var tries = 0;
    var timer = setInterval(function () {
      window.scrollTo(0, Number(kept));
      if (++tries > 20 || document.documentElement.getAttribute('data-charts')) {
        clearInterval(timer);
        window.scrollTo(0, Number(kept));
      }
    }, 50);
  }
  new EventSource('events').onmessage = function (event) {
    if (Number(event.data) !== NUMBER) {
      sessionStorage.setItem('almanac-scroll', String(window.scrollY));
      location.reload();
    }
  };
})();
