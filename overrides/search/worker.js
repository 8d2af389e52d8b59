// Keeps the page of results for those who have no network; what the search knows, its client keeps by itself (search/shelf.js).
//
// To take it away for all readers, publish this file with nothing but  registration.unregister();  in it.

importScripts("../assets/javascripts/offline/worker.js");
