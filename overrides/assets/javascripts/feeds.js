// Material takes each link[rel=alternate] for a translation of the site, and looks for a sitemap beside it: three requests
// in vain on every page. Feed readers look for just that word in the file. So the word changes here, before Material looks.
for (const link of document.querySelectorAll("link[rel=alternate][type]")) link.rel = "alternate feed";
