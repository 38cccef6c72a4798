// Tìm trong các trang của thư mục này, không cần mạng: mỗi từ gõ vào phải bắt đầu một từ của chỗ tìm thấy,
// không kể dấu; chỗ đúng cả dấu đứng trước ("bình thạnh": Bình Thạnh, rồi Bình Thanh).
// [kết quả, trang, địa chỉ, [[chỗ trên trang, tên], ...]]
const PAGES = {{ pages | tojson }};
const SHOWN = 60;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g; // the tone is told apart from where it stands: hòa = hoà
const split = text => text.toLowerCase().normalize("NFD").split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
const exact = word => word.replace(TONES, "") + (word.match(TONES) || []).join("");
const bare = word => word.replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/y/g, "i");
const words = text => split(text).map(word => [exact(word), bare(word)]);
const places = PAGES.flatMap(([run, page, address, held]) =>
  [["", page], ...held].map(([name, text]) => ({
    text, address: name ? `${address}#${encodeURI(name)}` : address, where: name ? `${run} · ${page}` : run,
    own: words(text), around: words(run),
  })));

function fit([said, plain], list) {
  return Math.max(0, ...list.map(([e, b]) => e === said ? 3 : b === plain ? 2 : b.startsWith(plain) ? 1 : 0));
}

function score(asked, place) { // what stands in the name itself counts before what its year or unit says
  const fits = asked.map(word => 4 * fit(word, place.own) || fit(word, place.around));
  return fits.every(Boolean) ? fits.reduce((sum, one) => sum + one, 0) : 0;
}

function find(text) {
  const asked = words(text);
  const found = asked.length ? places.map(place => [score(asked, place), place]).filter(([fits]) => fits) : [];
  return found.sort((one, other) => other[0] - one[0]).map(([, place]) => place);
}

function item(place) {
  const line = document.createElement("li"), link = document.createElement("a"), where = document.createElement("small");
  link.href = place.address;
  link.textContent = place.text;
  where.textContent = place.where;
  line.append(link, " ", where);
  return line;
}

function show(text) {
  const found = find(text);
  const more = found.length > SHOWN ? `, dưới đây là ${SHOWN} chỗ đầu` : "";
  document.getElementById("tim-thay").textContent =
    !text.trim() ? "" : found.length ? `Tìm thấy ${found.length} chỗ${more}:` : "Không tìm thấy; hãy thử ít từ hơn.";
  document.getElementById("ket-qua").replaceChildren(...found.slice(0, SHOWN).map(item));
}

const form = document.querySelector(".find"), asked = document.getElementById("tim");
form.hidden = false;
form.addEventListener("submit", event => event.preventDefault());
asked.addEventListener("input", () => show(asked.value));
show(asked.value); // what the browser kept from before
