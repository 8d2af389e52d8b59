// Keeps the page "Tell your story" for those who write without a network.
//
// To take it away: "Delete everything on this device" on the page does, for one reader. For all readers, publish this file
// with nothing but  registration.unregister();  in it.

importScripts("../assets/javascripts/offline/worker.js");
