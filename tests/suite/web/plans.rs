//! Several plans in one index, as people see them.

use crate::cities::get;

#[test]
fn the_list_of_municipalities_is_shown_where_there_are_several() {
    let boxes = "input[name=municipality]";
    assert_eq!(get("/?q=商店街").values(boxes, "value"), ["星見市", "港町"]);
    assert!(!super::site::get("/?q=商店街").has(boxes), "one municipality is no choice");
    let chosen = get("/?municipality=港町");
    assert_eq!(chosen.total(), 2);
    assert!(chosen.texts(".chips a").iter().any(|chip| chip.contains("自治体: 港町")));
    assert!(
        get("/?municipality=港町&lang=en").texts(".chips a").iter().any(|chip| chip.contains("Municipality"))
    );
}
